report || '/' || across::INTEGER || '/' || place
