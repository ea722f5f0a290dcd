(comment)+ @comment.around
